"""One function for each job that joins two or more packages below."""
