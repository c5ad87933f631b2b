"""From a plain Word file to proposed tags: recognised, named, shown as tracked changes. See ``proposing.propose``, the one way in."""
