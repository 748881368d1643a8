"""The front door: options, formats, exit codes; the only place that prints."""
