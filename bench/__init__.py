"""How fast: Pullquote against the stock LangChain pipeline with the same weights, in one run; development only."""
