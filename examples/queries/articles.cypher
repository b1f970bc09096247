// What each article is mostly about.
MATCH (a:Article)-[m:MENTIONS]->(e)
WITH a, e, m.count AS times ORDER BY times DESC, e.name
WITH a, collect(e.name)[..3] AS most_named, count(e) AS entities
RETURN a.date AS date, a.language AS language, a.title AS title, entities, most_named
ORDER BY date, title;
