"""Git as the audit trail: one commit or nothing."""
