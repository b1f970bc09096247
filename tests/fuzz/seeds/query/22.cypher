MATCH (c:Company {name: 'DeepSeek'}) RETURN c {.name, age: 2025 - c.founded} AS company, {a: [1, {b: 2}]}.a[1].b AS inner
