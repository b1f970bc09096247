MATCH (a:Person), (b:Chip {name: 'A100'}), path = shortestPath((a)-[*]-(b)) RETURN [n IN nodes(path) | n.name] AS names
