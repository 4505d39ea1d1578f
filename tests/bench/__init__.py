"""The project's own benchmarks, which `make bench` runs and the tests do not. See README.md beside this file."""
