MATCH (c:Company)-[:PRODUCES]->(chip) WITH c, count(chip) AS chips WHERE chips > 1 RETURN c.name AS company, chips
