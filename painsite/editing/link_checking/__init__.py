"""Whether the external addresses of a site still lead somewhere: asked on demand, never in a build."""
