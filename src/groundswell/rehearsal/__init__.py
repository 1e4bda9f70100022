"""Parameters -> a simulated wave."""
