"""Forms of a made-up county, found by selfeval through the entry point group ``selfeval.forms``. Nothing here is run."""
