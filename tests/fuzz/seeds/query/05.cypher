MATCH (c:Company) WHERE c.founded >= 2000 AND NOT c.name STARTS WITH 'High' RETURN c.name AS company
