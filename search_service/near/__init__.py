"""Where documents lie and which of them an area holds."""
