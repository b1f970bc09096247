MATCH path = (:Person)-[*1..2]->(c:Chip) RETURN [n IN nodes(path) | n.name] AS names, length(path) AS steps
