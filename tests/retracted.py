"""Rows of the Retraction Watch data, with its facts, and the entries of their works."""

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\n"
)
ZHANG_ROW = (
    "50438,Construction of Mental Health Education Model Based on Computer Multimedia Group Psychological Measurement,"
    "(B/T) Technology;(SOC) Education;(SOC) Psychology;,,Advances in Multimedia,Hindawi,China,Haiyan Zhang,,"
    "Research Article;,8/16/2023 0:00,10.1155/2023/9804945,0,9/24/2021 0:00,10.1155/2021/6907871,0,Retraction,"
    "+Concerns/Issues About Data;+Concerns/Issues with Peer Review;+Investigation by Journal/Publisher;"
    "+Randomly Generated Content;,No,,\n"
)
NANO_ROW = (
    "67291,,(BLS) Biochemistry;,,International Journal of Nanomedicine,Taylor and Francis - Dove Press,,,,Research"
    " Article;,8/4/2022 0:00,10.2147/IJN.S384663,35959284,2/26/2016 0:00,10.2147/IJN.S97476,27013874,Correction,"
    "Concerns/Issues about Data;Error in Text;,No,,\n"
)
ZHANG = """\
title: Construction of Mental Health Education Model Based on Computer Multimedia Group Psychological Measurement
authors: ["Zhang, Haiyan"]
journal: Advances in Multimedia
date: 2021-09-24
doi: 10.1155/2021/6907871
added: 2026-01-03
tags: [measurement]
notes: A model was made.
"""
NANO = """\
title: A work of the International Journal of Nanomedicine
journal: International Journal of Nanomedicine
year: 2016
pmid: 27013874
label: Nano 2016
tags: [measurement]
"""
