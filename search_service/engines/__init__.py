"""The way to the engines: builds, deadlines, failures and answers that are kept."""
