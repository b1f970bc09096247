MATCH p = shortestPath((:A)-[:T*]->(:B)) RETURN length(p) AS l
