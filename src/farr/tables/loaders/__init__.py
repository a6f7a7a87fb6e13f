"""One loader per official file format: bytes of a publisher's file in, rows of a release out."""
