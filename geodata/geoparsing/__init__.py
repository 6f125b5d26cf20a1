"""Places in text: recognition finds the toponyms, resolution chooses the place of each."""
