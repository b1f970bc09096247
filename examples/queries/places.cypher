// How many companies the articles place in each country or city.
MATCH (c:Company)-[:BASED_IN]->(p:Place)
RETURN p.name AS place, count(DISTINCT c) AS companies, collect(DISTINCT c.name) AS names
ORDER BY companies DESC, place;
