"""The site while it is being written: built on every change, shown in the browser, mistakes as a page."""
