# In the stand-in all is in one file.
