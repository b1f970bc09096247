MATCH (p:Person) DETACH DELETE p WITH count(*) AS deleted MATCH (n) RETURN deleted, count(n) AS left
