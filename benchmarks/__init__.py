"""What the language work costs, measured on this machine as ratios; see README.md."""
