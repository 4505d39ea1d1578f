"""The canonical form of sources in YAML."""
