"""Reads FILE.graphml and FILE.gexf with NetworkX and prints what a test compares: usage: check_with_networkx.py FILE"""
import sys
import networkx

for reader, ending in ((networkx.read_graphml, ".graphml"), (networkx.read_gexf, ".gexf")):
    graph = reader(sys.argv[1] + ending)
    quotes = sum("quotes" in data for _, _, data in graph.edges(data=True))
    print(ending, graph.number_of_nodes(), graph.number_of_edges(), quotes, graph.is_directed())
