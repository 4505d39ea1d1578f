"""What editors ask while somebody writes: completion, hover, definitions, references, renaming, problems with fixes."""
