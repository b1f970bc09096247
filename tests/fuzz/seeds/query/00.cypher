CREATE (deepseek:Company {name: 'DeepSeek', founded: 2023}), (flyer:Company {name: 'High-Flyer', founded: 2015}),
       (nvidia:Company {name: 'NVIDIA', founded: 1993}), (liang:Person {name: 'Liang Wenfeng'}),
       (h800:Chip {name: 'H800'}), (a100:Chip {name: 'A100'}),
       (flyer)-[:OWNS {since: 2023}]->(deepseek), (liang)-[:FOUNDED]->(flyer), (liang)-[:FOUNDED]->(deepseek),
       (nvidia)-[:PRODUCES]->(h800), (nvidia)-[:PRODUCES]->(a100), (deepseek)-[:USES]->(h800)
