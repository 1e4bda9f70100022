"""What came of it: requests answered, leads, and the way out for both."""
