"""Everything that writes partners: verbs, keyword-only, one transaction and an audit row each."""
