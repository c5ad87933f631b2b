"""The form: what is asked, as pure data, and its loader."""
