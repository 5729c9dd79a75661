"""The Fetcher of files and addresses: polite, within limits, and only where the operator allows."""
