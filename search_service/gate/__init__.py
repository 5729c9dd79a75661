"""What every request passes before the app: its host, its size, who asks, how often, how many."""
