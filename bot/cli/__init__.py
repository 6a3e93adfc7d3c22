"""The command line: what `pullquote` does, in words for people or in JSON for programs."""
