"""How good are the answers: data sets, metrics and reports; development only."""
