MATCH (c:Chip {name: 'H800'}) SET c += {maker: 'NVIDIA'}, c:Accelerator RETURN c.name AS name, c.maker AS maker, c:Accelerator AS flag
