"""LaTeX in, the characters that it prints out."""
