MATCH (c:Company) RETURN c.name AS company, CASE WHEN c.founded < 2000 THEN 'old' ELSE 'young' END AS age ORDER BY company
