"""How one address is asked: politely, within limits, and only where the operator allows."""
