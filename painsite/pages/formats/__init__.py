"""References and exports: one work → text, in the styles and data formats that readers take away."""
