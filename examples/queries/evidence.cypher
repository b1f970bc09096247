// Founders, with the sentence that says so.
MATCH (p)-[r:FOUNDED]->(c:Company)
UNWIND evidence(r) AS e
RETURN p.name AS founder, c.name AS company, e.quote AS quote, e.date AS date
ORDER BY founder, company, date, quote;
