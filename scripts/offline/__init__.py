"""What a bureau without network takes along: one file that starts selfeval, or a folder of wheels. See docs/offline.md."""
