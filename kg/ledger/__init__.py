"""The claim ledger: articles come, change and go, and the graph follows."""
