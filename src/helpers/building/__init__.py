"""From notebooks and pages to the published site: cache, execution, pages, exchange."""
