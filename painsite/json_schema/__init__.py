"""The tables that validate sources → JSON Schemas, with which editors check and complete while one types."""
