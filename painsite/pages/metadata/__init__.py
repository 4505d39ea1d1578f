"""What pages and the whole site say to machines."""
