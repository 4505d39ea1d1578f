"""Our references beside those of citeproc-js with the official CSL styles."""
