"""What writes to the editor's own files."""
