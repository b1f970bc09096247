MATCH (c:Company)-[r:OWNS|USES]-(other:Company|Chip) WHERE c.name = 'DeepSeek' RETURN type(r) AS type, other.name AS other ORDER BY type
