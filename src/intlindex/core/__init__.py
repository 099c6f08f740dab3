"""From files to the scored value: data, pipeline, and the scored index that comes out."""
