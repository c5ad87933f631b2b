"""The peers in JavaScript: SheetJS with docxtemplater, SheetJS with easy-template-x."""
