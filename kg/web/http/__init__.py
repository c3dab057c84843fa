"""What every answer obeys: negotiation, tags, compression, credentials, errors, the log."""
