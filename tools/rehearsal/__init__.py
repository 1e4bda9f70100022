"""What simulated waves are fitted to and measured against."""
