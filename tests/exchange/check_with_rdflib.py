"""Reads the three RDF 1.1 files with rdflib and prints, for each, the numbers of statements and of facts, and the quotes."""
import sys
import rdflib
from rdflib.namespace import RDF

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
for ending, syntax in ((".nt", "nt"), (".ttl", "turtle"), (".jsonld", "json-ld")):
    graph = rdflib.Graph().parse(sys.argv[1] + ending, format=syntax)
    statements = len(set(graph.subjects(RDF.type, RDF.Statement)))
    quotes = sorted(str(o) for o in graph.objects(None, OA.exact))
    owns = len(list(graph.triples((None, rdflib.URIRef("urn:trama:schema#OWNS"), None))))
    print(ending, statements, owns, ascii(quotes))
