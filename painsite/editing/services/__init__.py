"""What asks services for records, one request at a time, no faster than they allow."""
