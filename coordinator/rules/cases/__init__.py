"""Running case files of the published format against a policy: `policy try`."""
